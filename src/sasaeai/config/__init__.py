"""組み立て: settings, addresses, roles and commands."""
