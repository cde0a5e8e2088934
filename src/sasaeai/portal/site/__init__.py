"""住民のページ: what residents see without signing in. It knows what was published, never a record of the office."""
