"""What listens: gunicorn, or waitress where gunicorn does not run. Each loaded only on its own system."""
