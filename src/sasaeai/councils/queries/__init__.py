"""Every read of this capability."""
