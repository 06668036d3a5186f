-- Registre des minutes (486 CPP) : un rang par juridiction, chambre et annee du prononce, sans trou. Projection du fait minute-inscrite.
create table minute (
  juridiction text not null,
  chambre text not null,
  annee int not null,
  rang int not null check (rang > 0),
  numero text not null,
  idj text not null,
  acte_id uuid not null unique,
  inscrite_a timestamptz not null,
  primary key (juridiction, chambre, annee, rang)
);
create index minute_idj on minute (idj);
grant select, insert, update, delete on minute to ${application};
