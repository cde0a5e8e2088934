"""助け合いの依頼・担い手・計画・送迎: requests, volunteers and plans, from files and into files."""
