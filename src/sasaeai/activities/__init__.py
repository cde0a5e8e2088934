"""活動記録: what coordinators did, written once."""
