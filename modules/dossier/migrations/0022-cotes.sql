-- Cotes des actes : lettre de serie, rang ; `certifiee_a` : elle ne change plus. Projection des faits `cotes-attribuees` et `cotation-certifiee`.
create table cote (
  idj text not null,
  piece uuid not null,
  serie text not null,
  numero integer not null,
  certifiee_a timestamptz,
  primary key (idj, piece),
  unique (idj, serie, numero)
);
grant select, insert, update, delete on cote to ${application};
