-- Copies demandees : travail en cours, jusqu'a ce que PLINE ait tout. `pieces` : celles que l'agent a choisies, telles qu'elles etaient.
create table copie (
  id uuid primary key,
  idj text not null,
  matricule text not null,
  agent text not null,
  chapeau text not null,
  pieces jsonb not null,
  laissees integer not null,
  demandee_a timestamptz not null,
  etat text not null default 'a-preparer' check (etat in ('a-preparer', 'prete', 'echec')),
  octets bigint not null default 0,
  pousses bigint not null default 0,
  tentatives integer not null default 0,
  prochaine_a timestamptz not null,
  erreur text,
  prete_a timestamptz
);
create index copie_dossier on copie (idj, demandee_a desc);
create index copie_a_preparer on copie (prochaine_a) where etat = 'a-preparer';

-- Jusqu'ou les recepisses d'une zone sont relus (rang de son journal scelle).
create table recepisses_lus (
  zone text primary key,
  rang bigint not null
);

-- Recepisse que le dossier n'a pas recu, et pourquoi : il se voit, il ne se perd pas.
create table recepisse_ecarte (
  empreinte text primary key,
  depot uuid not null,
  idj text not null,
  raison text not null,
  ecarte_a timestamptz not null
);

grant select, insert, update on copie, recepisses_lus to ${application};
grant select, insert on recepisse_ecarte to ${application};
