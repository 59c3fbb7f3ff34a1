"""The crawler against loopback sites, through the real Scrapy, with the gate on and one port opened."""
