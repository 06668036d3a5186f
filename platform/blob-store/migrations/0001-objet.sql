-- Un objet du magasin : l'empreinte du clair le nomme, `identifiant` nomme le chiffre dans le stockage.
create table objet (
  empreinte text primary key check (empreinte ~ '^[0-9a-f]{64}$'),
  taille bigint not null check (taille >= 0),
  identifiant text not null unique check (identifiant ~ '^[0-9a-f]{32}$'),
  format text not null check (format = 'ppn-objet/1'),
  kek text not null check (char_length(kek) between 1 and 100),
  cle_enveloppee bytea not null check (octet_length(cle_enveloppee) = 60),
  depose_a timestamptz not null default clock_timestamp()
);
create index objet_kek on objet (kek);

grant select, insert on objet to ${application};
grant update (identifiant, kek, cle_enveloppee) on objet to ${application};
