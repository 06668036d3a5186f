-- Projections de la garde a vue : elles se refont entierement depuis le flux `garde-a-vue/<mesure>` (npm run rebuild).
create table mesure (
  id uuid primary key,
  idj text not null,
  unite text not null,
  juridiction text not null,
  etat text not null check (etat in ('ouverte', 'en-cours', 'terminee')),
  echeance timestamptz,
  version integer not null,
  maj_a timestamptz not null,
  ouverture jsonb not null,
  ligne jsonb not null
);
-- Les tableaux : celle qui expire la premiere d'abord, terminees a part.
create index mesure_unite on mesure (unite, echeance) where etat <> 'terminee';
create index mesure_juridiction on mesure (juridiction, echeance) where etat <> 'terminee';
create index mesure_terminee_unite on mesure (unite, maj_a desc) where etat = 'terminee';
create index mesure_terminee_juridiction on mesure (juridiction, maj_a desc) where etat = 'terminee';
create index mesure_dossier on mesure (idj);

create table mesure_entree (
  mesure uuid not null,
  id uuid not null,
  rang integer not null,
  entree jsonb not null,
  primary key (mesure, id)
);
create unique index mesure_entree_rang on mesure_entree (mesure, rang);

create table mesure_acte (
  mesure uuid not null,
  acte_id uuid not null,
  idj text not null,
  rang integer not null,
  type text not null,
  primary key (mesure, acte_id)
);
create index mesure_acte_acte on mesure_acte (acte_id);

grant select, insert, update, delete on mesure, mesure_entree, mesure_acte to ${application};
