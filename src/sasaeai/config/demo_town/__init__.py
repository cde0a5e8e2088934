"""見本の町「支合市」: an invented city filled through the same deeds that people use.

5 life areas, 19 care centres in 8 blocks, 46 districts, three fiscal years up to the day it is made, about 6,000
activities of six posts with hand-overs, partners, plans. No real person, no real place.
"""
