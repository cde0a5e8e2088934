"""書類: Excel, Word, PDF and CSV, in and out (bytes in, bytes out)."""
