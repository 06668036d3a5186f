-- Saisie de travail de l'unite (Interieur) : personnes et faits, ecrits une fois, repris par tous les actes.
create table saisie (
  idj text primary key,
  personnes jsonb not null default '[]',
  faits jsonb not null default '[]',
  version integer not null default 0
);

-- Fichiers originaux deposes ; leurs octets sont au magasin, sous leur empreinte.
create table fichier (
  id uuid primary key,
  idj text not null,
  nom text not null,
  type_mime text not null,
  famille text not null,
  taille bigint not null,
  empreinte text not null,
  apercu text,
  vignette text,
  depose_a timestamptz not null,
  depose_par text not null,
  acte_id uuid,
  avertissements jsonb not null default '[]'
);
create index fichier_dossier on fichier (idj, depose_a);

-- Numeros de l'unite : un compteur par unite et par annee.
create table numero_d_unite (
  unite text not null,
  annee integer not null,
  dernier integer not null,
  primary key (unite, annee)
);

-- Projections : elles se refont entierement depuis le journal et les actes scelles (npm run rebuild).
create table dossier (
  idj text primary key,
  unite text not null,
  juridiction text,
  etat text not null,
  maj_a timestamptz not null,
  contenu jsonb not null
);
create index dossier_unite on dossier (unite, maj_a desc);
create index dossier_juridiction on dossier (juridiction, maj_a desc);

create table piece (
  idj text not null,
  id uuid not null,
  rang integer not null,
  genre text not null check (genre in ('acte', 'fichier')),
  numero integer not null,
  titre text not null,
  type text not null,
  type_mime text not null,
  taille bigint not null,
  empreinte text not null,
  pages integer,
  acte_id uuid,
  versee timestamptz not null,
  signataires jsonb not null default '[]',
  apercu text,
  integre boolean not null default true,
  primary key (idj, id)
);
create index piece_rang on piece (idj, rang);

create table incident (
  id uuid primary key,
  idj text,
  constate_a timestamptz not null,
  constate_par text not null,
  code text not null,
  phrase text not null,
  piece text
);
create index incident_dossier on incident (idj);

grant select, insert, update on saisie to ${application};
grant select, insert, update, delete on fichier to ${application};
grant select, insert, update on numero_d_unite to ${application};
grant select, insert, update, delete on dossier, piece, incident to ${application};
