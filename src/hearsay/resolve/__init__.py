"""Who, where, when and how many: mentions made into actors, places, times and quantities."""
