//! The tables of a case: those that make it a GeoPackage 1.3, what came in, and what is derived from it.

/// The format of our own tables; a program refuses a case whose number is higher.
pub(crate) const FORMAT: i64 = 1;

/// "GPKG" as a big-endian number (GeoPackage 1.3, requirement 2).
pub(crate) const APPLICATION_ID: i64 = 0x4750_4B47;

/// GeoPackage 1.3.0 (requirement 2): the newest that Debian 12's GDAL 3.6 opens without a warning.
pub(crate) const USER_VERSION: i64 = 10_300;

/// `last_change` must not be null, and the store has no clock: where the caller gives no moment, this one.
pub(crate) const NO_MOMENT: &str = "1970-01-01T00:00:00.000Z";

/// The tables that every GeoPackage has.
pub(crate) const GEOPACKAGE: &str = r#"
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
"#;

/// What came in. Triggers keep it as it came: an `INSERT OR REPLACE` deletes without firing the delete
/// trigger, so an insert over an existing row is refused as well.
pub(crate) const KEPT: &str = r#"
CREATE TABLE orontes_meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE report (
  id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE,
  given_name TEXT NOT NULL, format TEXT NOT NULL, size INTEGER NOT NULL, received BLOB NOT NULL
);
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY NOT NULL, kind TEXT NOT NULL, moment TEXT, body TEXT NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE INDEX journal_by_kind ON journal (kind);
CREATE TRIGGER report_is_never_changed BEFORE UPDATE ON report
  BEGIN SELECT RAISE(ABORT, 'a report is kept as it was received'); END;
CREATE TRIGGER report_is_never_removed BEFORE DELETE ON report
  BEGIN SELECT RAISE(ABORT, 'a report is kept as it was received'); END;
CREATE TRIGGER report_is_never_replaced BEFORE INSERT ON report
  WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id OR name = NEW.name OR sha256 = NEW.sha256)
  BEGIN SELECT RAISE(ABORT, 'a report is kept as it was received'); END;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal
  WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal)
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
"#;

/// What is derived from one report at a time. `report_id` leads to its report.
pub(crate) const CODED: &str = r#"
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY NOT NULL, report TEXT NOT NULL, title TEXT, source TEXT,
  published_from DATE, published_to DATE, published_basis TEXT NOT NULL, machine_written BOOLEAN NOT NULL,
  n_sentences INTEGER NOT NULL, rules TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY NOT NULL, report_id INTEGER NOT NULL, claim TEXT NOT NULL, report TEXT NOT NULL,
  kind TEXT NOT NULL, modality TEXT NOT NULL, attribution TEXT NOT NULL, sentence INTEGER NOT NULL,
  quote TEXT NOT NULL, quote_begin INTEGER NOT NULL, quote_end INTEGER NOT NULL, salience DOUBLE NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX dossier_by_rules ON dossier (rules);
CREATE INDEX claim_by_id ON claim (claim);
CREATE INDEX claim_by_report ON claim (report_id);
"#;

/// What is derived from all claims together: the layers and the plain tables beside them.
pub(crate) const LAYERS: &str = r#"
CREATE TABLE event (
  id INTEGER PRIMARY KEY NOT NULL, geom POINT, ref TEXT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL,
  title TEXT NOT NULL, place TEXT, place_id TEXT, date_from DATE, date_to DATE, best_day DATE, actors TEXT NOT NULL,
  status TEXT NOT NULL, origins_min INTEGER NOT NULL, origins_max INTEGER NOT NULL,
  likelihood TEXT NOT NULL, credibility INTEGER NOT NULL, claims TEXT NOT NULL
);
CREATE TABLE control (
  id INTEGER PRIMARY KEY NOT NULL, geom POINT, place TEXT NOT NULL, place_id TEXT, holder TEXT NOT NULL,
  holder_id TEXT, status TEXT NOT NULL, computed BOOLEAN NOT NULL, date_from DATE, date_to DATE,
  claims TEXT NOT NULL
);
CREATE TABLE place (
  id INTEGER PRIMARY KEY NOT NULL, geom POINT, place TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  country TEXT NOT NULL, pcode TEXT, population INTEGER
);
CREATE TABLE route (
  id INTEGER PRIMARY KEY NOT NULL, geom LINESTRING, route TEXT NOT NULL, name TEXT NOT NULL, length_km DOUBLE
);
CREATE TABLE figure (
  id INTEGER PRIMARY KEY NOT NULL, ref TEXT NOT NULL, measure TEXT NOT NULL, scope TEXT NOT NULL, unit TEXT NOT NULL,
  projection BOOLEAN NOT NULL, as_of_from DATE, as_of_to DATE, low DOUBLE, best DOUBLE, high DOUBLE,
  bound TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL, claim TEXT NOT NULL
);
CREATE TABLE disagreement (
  id INTEGER PRIMARY KEY NOT NULL, ref TEXT NOT NULL, disagreement TEXT NOT NULL, kind TEXT NOT NULL,
  severity TEXT NOT NULL, topic TEXT NOT NULL, view TEXT NOT NULL, claims TEXT NOT NULL, explanation TEXT NOT NULL
);
CREATE TABLE origin (
  id INTEGER PRIMARY KEY NOT NULL, origin TEXT NOT NULL, report TEXT NOT NULL, named TEXT, why TEXT NOT NULL
);
"#;

/// A table that GIS programs list.
pub(crate) struct Listed {
    pub(crate) table: &'static str,
    pub(crate) description: &'static str,
    /// The geometry type of a layer; nothing for a plain table.
    pub(crate) geometry: Option<&'static str>,
}

/// Every table that GIS programs list. Bytes and journal are listed too: whoever opens a case in a GIS can
/// see what it rests on.
pub(crate) const LISTED: &[Listed] = &[
    layer("event", "What happened, or is said to, where it has a place", "POINT"),
    layer("control", "Who holds which place, from when to when", "POINT"),
    layer("place", "The places that the claims speak of", "POINT"),
    layer("route", "Main roads between them", "LINESTRING"),
    plain("report", "The reports as received, under their SHA-256"),
    plain("dossier", "What is known of each report"),
    plain("claim", "Every claim with its words, its speakers and its modality"),
    plain("figure", "Figures over time, one row for each count"),
    plain("disagreement", "Where accounts differ, one row for each side"),
    plain("origin", "Reports that go back to one story"),
    plain("journal", "Everything that was done to this case, hash-chained"),
];

const fn layer(table: &'static str, description: &'static str, geometry: &'static str) -> Listed {
    Listed { table, description, geometry: Some(geometry) }
}

const fn plain(table: &'static str, description: &'static str) -> Listed {
    Listed { table, description, geometry: None }
}
