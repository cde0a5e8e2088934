"""電力量の記録: half-hourly meter readings and absences, from files and into files."""
