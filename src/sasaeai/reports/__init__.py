"""集計と報告: plans, tables and reports made from facts."""
