"""The pages: health, metrics and a small status page. It reads the store and changes nothing."""
