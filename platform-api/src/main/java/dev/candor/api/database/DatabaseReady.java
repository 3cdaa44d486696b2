package dev.candor.api.database;

/** The database can be used and has its tables: with the program's start, or later where it was away then. */
public record DatabaseReady() {}
