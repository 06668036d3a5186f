-- Le journal de Merkle (docs/preuve.md) : des feuilles, des noeuds et des points qu'on ajoute et qu'on ne change pas.

-- Sel d'un fait : 32 octets au hasard, qui ne sortent qu'avec le dossier.
alter table fait add column sel bytea not null
  default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
  check (octet_length(sel) = 32);

-- Une feuille par fait, dans l'ordre des positions. Elle redit flux et version : un fait efface garde son nom.
create table feuille (
  indice bigint primary key check (indice >= 0),
  position bigint not null unique,
  flux text not null,
  version integer not null,
  entree bytea not null,
  empreinte bytea not null check (octet_length(empreinte) = 32)
);

-- Les noeuds complets au-dessus des feuilles (niveau 1 et plus). Un noeud complet ne change jamais.
create table noeud (
  niveau smallint not null check (niveau between 1 and 60),
  rang bigint not null check (rang >= 0),
  empreinte bytea not null check (octet_length(empreinte) = 32),
  primary key (niveau, rang)
);

-- Les points signes. Ce qui s'y ajoute ensuite (cosignature, jeton) est une ligne a part.
create table point (
  taille bigint primary key check (taille > 0),
  note text not null check (octet_length(note) <= 4096),
  signe_a timestamptz not null default clock_timestamp()
);
create table point_cosignature (
  taille bigint not null references point (taille),
  temoin text not null,
  ligne text not null check (octet_length(ligne) <= 1024),
  recue_a timestamptz not null default clock_timestamp(),
  primary key (taille, temoin)
);
create table point_jeton (
  taille bigint primary key references point (taille),
  jeton bytea not null check (octet_length(jeton) between 1 and 65536),
  recu_a timestamptz not null default clock_timestamp()
);

-- Les points du pair que nous avons cosignes : la memoire qui le prend en faute.
create table point_du_pair (
  origine text not null,
  taille bigint not null check (taille >= 0),
  note text not null check (octet_length(note) <= 4096),
  cosignature text not null,
  vu_a timestamptz not null default clock_timestamp(),
  primary key (origine, taille)
);

-- Les tetes de dossier remises au pair, et celles recues de lui, chacune avec les preuves qui la lient aux precedentes.
create table tete_remise (
  idj text not null,
  taille integer not null check (taille > 0),
  note text not null check (octet_length(note) <= 4096),
  remise_a timestamptz not null default clock_timestamp(),
  primary key (idj, taille)
);
create table tete_du_pair (
  idj text not null,
  taille integer not null check (taille > 0),
  note text not null check (octet_length(note) <= 4096),
  coherences jsonb not null,
  recue_a timestamptz not null default clock_timestamp(),
  primary key (idj, taille)
);

create function journal_immuable() returns trigger language plpgsql as $$
begin
  raise exception 'Le journal ne se modifie pas et ne s''efface pas.' using errcode = '42501';
end $$;

do $$
declare
  nom text;
begin
  foreach nom in array array['feuille', 'noeud', 'point', 'point_cosignature', 'point_jeton', 'point_du_pair', 'tete_remise', 'tete_du_pair'] loop
    execute format('create trigger %1$s_immuable before update or delete on %1$I for each row execute function journal_immuable()', nom);
    execute format('create trigger %1$s_intronquable before truncate on %1$I for each statement execute function journal_immuable()', nom);
    execute format('alter table %1$I enable always trigger %1$s_immuable', nom);
    execute format('alter table %1$I enable always trigger %1$s_intronquable', nom);
  end loop;
end $$;

grant select, insert on feuille, noeud, point, point_cosignature, point_jeton, point_du_pair, tete_remise, tete_du_pair to ${application};
