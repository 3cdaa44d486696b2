package dev.candor.api.database;

/** The files of the database, as they are on disk. The write-ahead log is not among them. */
public final class FilesOnDisk {

    private FilesOnDisk() {}

    /** In how many of them these bytes stand. */
    public static long holding(Database database, byte[] bytes) {
        return database.query(handle -> {
            handle.execute("checkpoint");
            return handle.createQuery("""
                            select count(*)
                            from (select 'base/' || (select oid from pg_database where datname = current_database()) as folder) f,
                                 lateral pg_ls_dir(folder) as file
                            where position(cast(:bytes as bytea) in pg_read_binary_file(folder || '/' || file, true)) > 0
                            """)
                    .bind("bytes", bytes)
                    .mapTo(Long.class)
                    .one();
        });
    }
}
