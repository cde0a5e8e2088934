"""歩行者ネットワークと地点: walking networks, homes and facilities, from files and into files."""
