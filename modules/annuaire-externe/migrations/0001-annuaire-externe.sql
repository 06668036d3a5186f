-- Une personne hors de l'Etat, connue d'une liste ou inscrite par une juridiction (`personne`). Elle ne s'efface pas : partie,
-- elle n'est plus `presente`. `courriel_declare` : celui de son inscription, quand la liste n'en donne pas.
create table externe (
  id text primary key,
  genre text not null check (genre in ('avocat', 'commissaire-de-justice', 'expert', 'personne')),
  cle text not null,
  precision text not null default '',
  numero text,
  nom text not null,
  prenom text not null,
  organisation text not null,
  courriel text,
  courriel_declare text,
  presente boolean not null default true,
  depuis timestamptz not null,
  partie_a timestamptz,
  recherche text not null,
  unique (genre, cle, precision)
);
create index externe_numero on externe (genre, numero) where numero is not null;
create index externe_nom on externe (nom, prenom) where presente;

-- Un import de liste, et son compte rendu.
create table externe_import (
  id uuid primary key,
  genre text not null,
  source text not null,
  sha256 text not null,
  etat text not null check (etat in ('applique', 'a-confirmer', 'abandonne', 'refuse')),
  bilan jsonb not null,
  motifs jsonb not null,
  recu_a timestamptz not null,
  conclu_a timestamptz,
  conclu_par text
);
create index externe_import_genre on externe_import (genre, recu_a desc);

-- Les lignes lues d'un import qui n'est pas conclu.
create table externe_lu (
  import uuid not null references externe_import (id) on delete cascade,
  rang integer not null,
  externe text,
  cle text not null,
  precision text not null,
  numero text,
  nom text not null,
  prenom text not null,
  organisation text not null,
  courriel text,
  recherche text not null,
  primary key (import, rang)
);
create index externe_lu_cle on externe_lu (import, cle);

-- Le detail d'un import : qui arrive, revient, change, part ; lignes illisibles, doublons, homonymes.
create table externe_ecart (
  import uuid not null references externe_import (id) on delete cascade,
  nature text not null check (nature in ('arrive', 'revenu', 'change', 'parti', 'illisible', 'doublon', 'homonyme')),
  externe text,
  detail text not null
);
create index externe_ecart_import on externe_ecart (import, nature);

grant select, insert on externe, externe_import, externe_ecart to ${application};
grant update (precision, numero, nom, prenom, organisation, courriel, courriel_declare, presente, partie_a, recherche) on externe to ${application};
grant update (etat, bilan, motifs, conclu_a, conclu_par) on externe_import to ${application};
grant select, insert, update, delete on externe_lu to ${application};
