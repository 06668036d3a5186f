-- Un envoi (ressource tus) : un objet chiffre sur le disque, sauf `assemble`, qui reunit des parties sans octet a lui.
-- Ou il en est se lit dans la taille de l'objet ; ici seulement ce qui ne change plus, et la fin.
create table televersement (
  id text primary key check (id ~ '^[0-9a-f]{32}$'),
  espace text not null check (char_length(espace) between 1 and 100),
  genre text not null check (genre in ('entier', 'partie', 'assemble')),
  longueur bigint not null check (longueur >= 0),
  nom text not null check (char_length(nom) between 1 and 1000),
  jour date not null,
  cle_enveloppee bytea check (octet_length(cle_enveloppee) = 60),
  parties text[],
  etat text not null default 'en-cours' check (etat in ('en-cours', 'complet')),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  crc32 bigint,
  cree_a timestamptz not null,
  complet_a timestamptz,
  check ((genre = 'assemble') = (cle_enveloppee is null)),
  check (genre = 'partie' or etat = 'en-cours' or (sha256 is not null and crc32 is not null))
);
create index televersement_espace on televersement (espace);

-- Les troncons d'un fichier complet, dans l'ordre ; leur cle lie le fichier, le rang et les longueurs.
create table troncon (
  fichier text not null references televersement (id) on delete cascade,
  rang integer not null check (rang >= 0),
  nombre integer not null check (nombre > rang),
  objet text not null check (objet ~ '^[0-9a-f]{32}$'),
  longueur bigint not null check (longueur >= 0),
  jour date not null,
  cle_enveloppee bytea not null check (octet_length(cle_enveloppee) = 60),
  primary key (fichier, rang)
);
create index troncon_jour on troncon (jour);

grant select, insert, delete on televersement, troncon to ${application};
grant update (etat, sha256, crc32, complet_a, jour, cle_enveloppee) on televersement to ${application};
grant update (jour, cle_enveloppee) on troncon to ${application};
