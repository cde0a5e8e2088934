"""Paper of councils: rosters, notices, the check-in sheet, agendas and minutes."""
