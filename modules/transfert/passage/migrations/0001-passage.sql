-- Passages d'ici vers l'autre zone : un par depot qui vise quelqu'un de l'autre zone. `autre` : le depot ne la-bas,
-- `vu` : faits de la-bas deja rapportes ici.
create table passage_emis (
  depot uuid primary key,
  autre uuid,
  etat text not null default 'a-passer' check (etat in ('a-passer', 'passe', 'refuse', 'clos')),
  relances integer not null default 0,
  vu integer not null default 0,
  essais integer not null default 0,
  prochain_a timestamptz not null,
  motif text
);
create index passage_emis_a_suivre on passage_emis (prochain_a) where etat in ('a-passer', 'passe');

-- Passages recus de l'autre zone : le depot de la-bas, et celui qui en nait ici. Renvoyer le meme ne double rien.
create table passage_recu (
  origine uuid primary key,
  depot uuid not null unique,
  etat text not null default 'en-cours' check (etat in ('en-cours', 'depose')),
  expediteur jsonb not null,
  identifie_a timestamptz not null,
  cree_a timestamptz not null
);

-- Le fichier de la-bas, et l'envoi qui le recoit ici.
create table passage_fichier (
  depot uuid not null references passage_recu (depot) on delete cascade,
  origine text not null,
  envoi text not null,
  primary key (depot, origine)
);

grant select, insert on passage_emis, passage_recu, passage_fichier to ${application};
grant update (autre, etat, relances, vu, essais, prochain_a, motif) on passage_emis to ${application};
grant update (etat) on passage_recu to ${application};
grant delete on passage_fichier to ${application};
