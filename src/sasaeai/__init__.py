"""支え合い: needs, resources, councils and deeds of a town's helpers, each written down once."""
