"""画面: the page frame, components and slots."""
