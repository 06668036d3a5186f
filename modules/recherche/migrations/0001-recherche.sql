-- Recherche plein texte : projections des dossiers, refaites par `npm run rebuild`. Les extensions sont dans tout PostgreSQL (contrib)
-- et de confiance : le proprietaire de la base les cree sans etre administrateur.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

-- Francais : mots vides ecartes sous leur forme accentuee (« à », « été »), puis accents otes, puis racine. Aucun fichier a installer.
create text search dictionary ppn_vides (template = pg_catalog.simple, stopwords = french, accept = false);
create text search configuration ppn_francais (copy = pg_catalog.french);
alter text search configuration ppn_francais
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with ppn_vides, unaccent, french_stem;

-- Les signes qui joignent des mots sont des blancs, dans l'index comme dans la question (domain/formes.ts, `delier`).
create function recherche_delier(texte text) returns text language sql immutable parallel safe as
  $$ select translate(texte, '-‐‑–—/_’ʼ''', '          ') $$;
create function recherche_titre(titre text) returns tsvector language sql stable parallel safe as
  $$ select setweight(to_tsvector('ppn_francais', translate(recherche_delier(titre), '.', ' ')), 'A') $$;
-- Mots d'une piece : le titre pese le plus, puis ses premieres lignes (ce dont elle traite), puis le reste.
create function recherche_mots(titre text, texte text) returns tsvector language sql stable parallel safe as
  $$ select recherche_titre(titre) || setweight(to_tsvector('ppn_francais', d.debut), 'B') ||
       to_tsvector('ppn_francais', substr(t.texte, 1 + length(d.debut)))
     from (select recherche_delier($2) as texte) t, lateral (select left(t.texte, 300) || coalesce(substring(substr(t.texte, 301, 60) from '^\S+'), '') as debut) d $$;
grant execute on function recherche_delier, recherche_titre, recherche_mots to ${application};

-- Une ligne par piece du dossier. `portee` : l'unite (Interieur) ou la juridiction (Justice) qui a droit au dossier ; nulle : personne ici.
create table recherche_piece (
  piece uuid not null,
  idj text not null,
  portee text,
  type text not null,
  genre text not null,
  numero integer not null,
  versee timestamptz not null,
  mots tsvector not null,
  -- Lecture du texte : `a-lire`, puis `lu`, `sans-texte` ou `illisible` ; jamais en silence.
  texte text not null default 'a-lire' check (texte in ('a-lire', 'lu', 'sans-texte', 'illisible')),
  essais smallint not null default 0,
  a_lire_des timestamptz not null default now(),
  primary key (idj, piece)
);
-- Le droit d'abord, dans le meme index que les mots : un mot courant ne se lit que dans la portee de l'agent.
create index recherche_piece_mots on recherche_piece using gin (portee, mots);
create index recherche_piece_recentes on recherche_piece (portee, versee desc, piece desc);
create index recherche_piece_a_lire on recherche_piece (a_lire_des) where texte = 'a-lire';
create index recherche_piece_manques on recherche_piece (portee, texte) where texte in ('a-lire', 'illisible');
alter table recherche_piece alter column mots set statistics 300;
-- Les mots restent dans la ligne jusqu'a 8 Ko : les relire pour classer coute alors trois fois moins.
alter table recherche_piece set (toast_tuple_target = 8160);

-- Texte des pieces, page par page : pour l'extrait et la page ou ouvrir. A part, pour que la table des mots reste courte.
create table recherche_texte (
  idj text not null,
  piece uuid not null,
  pages text[] not null,
  primary key (idj, piece)
);

create table recherche_dossier (
  idj text primary key,
  portee text,
  unite text not null,
  unite_libelle text not null,
  numero text not null,
  intitule text not null,
  natinf integer[] not null,
  maj_a timestamptz not null,
  mots tsvector not null
);
create index recherche_dossier_mots on recherche_dossier using gin (portee, mots);

create table recherche_personne (
  idj text not null,
  personne uuid not null,
  portee text,
  nom text not null,
  ne_le text not null,
  roles text[] not null,
  forme text not null,
  sons text[] not null,
  primary key (idj, personne)
);
create index recherche_personne_forme on recherche_personne using gin (portee, forme gin_trgm_ops);
create index recherche_personne_sons on recherche_personne using gin (portee, sons);

-- Dossiers dont l'index est a refaire : ecrit par le lecteur du journal et par la saisie, vide par l'indexeur.
create table recherche_a_refaire (idj text primary key, depuis timestamptz not null default clock_timestamp());

-- Recherches gardees par un agent : travail de l'agent, pas une projection.
create table recherche_gardee (
  id uuid primary key,
  matricule text not null,
  nom text not null,
  question text not null,
  filtres jsonb not null,
  gardee_a timestamptz not null
);
create index recherche_gardee_agent on recherche_gardee (matricule, gardee_a desc);

grant select, insert, update, delete on recherche_piece, recherche_texte, recherche_dossier, recherche_personne,
  recherche_a_refaire, recherche_gardee to ${application};

-- Les dossiers deja la.
insert into recherche_a_refaire (idj) select idj from dossier on conflict do nothing;
