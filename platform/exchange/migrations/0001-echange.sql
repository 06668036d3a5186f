-- Plis emis : un pli ne finit jamais en silence, son etat final est `accuse` ou `refuse`.
create table echange_envoi (
  id uuid primary key,
  rang bigint generated always as identity,
  objet text not null,
  genre text not null,
  pieces jsonb not null,
  message jsonb not null,
  etat text not null default 'a-preparer' check (etat in ('a-preparer', 'prepare', 'accuse', 'refuse')),
  emis_a timestamptz not null,
  pli_empreinte text,
  accuse_empreinte text,
  accuse_a timestamptz,
  motifs jsonb not null default '[]',
  tentatives integer not null default 0,
  prochaine timestamptz not null default now(),
  derniere_erreur text
);
create index echange_envoi_attente on echange_envoi (rang) where etat in ('a-preparer', 'prepare');
create index echange_envoi_objet on echange_envoi (objet);

-- Plis recus, une fois chacun : la cle primaire est le dedoublonnage, l'accuse rendu est toujours le meme.
create table echange_reception (
  id uuid primary key,
  objet text not null,
  genre text not null,
  emetteur text not null,
  emis_a timestamptz not null,
  recu_a timestamptz not null,
  pli_empreinte text not null,
  pieces integer not null,
  verdict text not null check (verdict in ('integre', 'refuse')),
  motifs jsonb not null default '[]',
  accuse_empreinte text not null
);
create index echange_reception_objet on echange_reception (objet);

-- Ce qui n'a pas ete reconnu comme un pli du pair : garde pour l'enquete, ne prend la place d'aucun pli.
create table echange_rejet (
  numero bigint generated always as identity primary key,
  pli text not null,
  empreinte text not null,
  motifs jsonb not null,
  recu_a timestamptz not null
);

grant select, insert, update on echange_envoi to ${application};
grant select, insert on echange_reception to ${application};
grant select, insert on echange_rejet to ${application};
