"""Commands: one module a deed of the command line."""
