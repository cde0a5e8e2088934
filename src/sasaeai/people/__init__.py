"""人と組織: users and their roles, posts and who holds them, organisations met."""
