-- Notes et marques des lecteurs : travail de l'agent, pas une projection. Ancrees a l'empreinte de la piece lue.
create table annotation (
  id uuid primary key,
  idj text not null,
  piece uuid not null,
  empreinte text not null,
  page integer not null check (page between 1 and 100000),
  -- Secondes depuis le debut d'un son ou d'une video.
  instant double precision check (instant >= 0),
  citation text not null,
  texte text not null,
  partagee boolean not null,
  rattachement text not null,
  matricule text not null,
  auteur text not null,
  cree_a timestamptz not null,
  modifie_a timestamptz not null
);
create index annotation_dossier on annotation (idj);
grant select, insert, update, delete on annotation to ${application};
