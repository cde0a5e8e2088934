"""困りごと: troubles heard, from the day they were told until whoever told them hears back."""
