-- Depeches emises : petites, ordonnees par objet (`suite`), accusees ou refusees, jamais finies en silence.
-- `corps` et `sel` s'effacent (oublier) une fois la depeche conclue : reste son empreinte, qui se rapproche toujours.
create table echange_depeche (
  id uuid primary key,
  rang bigint generated always as identity,
  objet text not null,
  suite integer not null check (suite > 0),
  genre text not null,
  corps jsonb,
  sel text,
  empreinte text not null,
  emis_a timestamptz not null,
  etat text not null default 'en-attente' check (etat in ('en-attente', 'accusee', 'refusee')),
  accuse_a timestamptz,
  motif text,
  tentatives integer not null default 0,
  prochaine timestamptz not null default now(),
  derniere_erreur text,
  unique (objet, suite),
  check (etat <> 'en-attente' or (corps is not null and sel is not null))
);
create index echange_depeche_attente on echange_depeche (rang) where etat = 'en-attente';
create index echange_depeche_attente_objet on echange_depeche (objet, suite) where etat = 'en-attente';
create index echange_depeche_rang on echange_depeche (rang);

-- Depeches recues, une fois chacune : la cle primaire est le dedoublonnage, (objet, suite) l'ordre. Le corps appartient au metier.
create table echange_depeche_recue (
  id uuid primary key,
  rang bigint not null,
  objet text not null,
  suite integer not null,
  genre text not null,
  empreinte text not null,
  emis_a timestamptz not null,
  recu_a timestamptz not null,
  verdict text not null check (verdict in ('acceptee', 'refusee')),
  motif text,
  unique (objet, suite)
);
create index echange_depeche_recue_rang on echange_depeche_recue (rang);

-- Les lots, tels que scelles : manifeste (empreintes seules) et accuse, des deux cotes. Aucun corps de depeche.
create table echange_lot (
  id uuid not null,
  sens text not null check (sens in ('emis', 'recu')),
  manifeste text not null,
  cms bytea not null,
  accuse text not null,
  accuse_cms bytea not null,
  conclu_a timestamptz not null default now(),
  primary key (id, sens)
);

-- Le rapprochement compte les depeches comme les plis, dans leurs propres rangs.
alter table echange_rapprochement add column depeches bigint not null default 0;
alter table echange_ecart add column quoi text not null default 'pli' check (quoi in ('pli', 'depeche'));

grant select, insert, update on echange_depeche to ${application};
grant select, insert on echange_depeche_recue to ${application};
grant select, insert on echange_lot to ${application};
