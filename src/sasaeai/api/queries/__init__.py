"""Every read of the interface."""
