-- Contenu des messages : source, jamais projection. Il s'efface a la fin de sa conservation ; les faits n'en ont que l'empreinte salee.
create table message_contenu (
  message uuid primary key,
  fil uuid not null,
  contenu jsonb not null,
  sel text not null,
  recherche text not null
);
create index message_contenu_fil on message_contenu (fil);
create index message_contenu_recherche on message_contenu using gin (recherche gin_trgm_ops);

-- Petits fichiers joints : leurs octets s'effacent avec le fil. `fil` nul : depose, pas encore envoye.
create table message_fichier (
  id uuid primary key,
  fil uuid,
  nom text not null,
  type_mime text not null,
  taille integer not null check (taille between 0 and 2097152),
  empreinte text not null,
  octets bytea not null,
  complet boolean not null default true,
  depose_par text not null,
  depose_a timestamptz not null default now()
);
create index message_fichier_fil on message_fichier (fil);

-- Note laissee avec une permanence (source) : une par code, la derniere.
create table permanence_note (
  id uuid primary key,
  code text not null,
  note text not null
);

-- Projections des flux `fil/<id>` et `permanence/<code>` : refaites par `npm run rebuild`.
create table fil (
  id uuid primary key,
  type text not null,
  idj text not null,
  mesure uuid,
  participants jsonb not null,
  ouvert_a timestamptz not null,
  dernier_a timestamptz not null,
  messages integer not null default 0,
  efface_a timestamptz
);
create index fil_idj on fil (idj);
create index fil_dernier on fil (dernier_a desc);
-- Qui y participe, pour lister sans lire tous les fils. `matricule` vide : toute la fonction.
create table fil_participant (
  fil uuid not null,
  code text not null,
  matricule text not null default '',
  primary key (fil, code, matricule)
);
create index fil_participant_code on fil_participant (code);
create table message (
  id uuid primary key,
  fil uuid not null,
  rang integer not null,
  genre text not null,
  auteur jsonb not null,
  emis_a timestamptz not null,
  repond_a uuid,
  empreinte text not null,
  distant boolean not null,
  remis_a timestamptz,
  refus text,
  acceptee_a timestamptz,
  acceptee_par jsonb,
  unique (fil, rang)
);
create table message_lecture (
  fil uuid not null,
  matricule text not null,
  par jsonb not null,
  jusqua integer not null,
  lu_a timestamptz not null,
  primary key (fil, matricule)
);
-- Chaque fois qu'un lecteur a avance : quel rang il a atteint, et quand.
create table message_lu (
  fil uuid not null,
  matricule text not null,
  rang integer not null,
  lu_a timestamptz not null,
  primary key (fil, matricule, rang)
);
create table fil_verse (
  fil uuid not null,
  acte_id uuid not null,
  verse_a timestamptz not null,
  primary key (fil, acte_id)
);
create table permanence (
  code text primary key,
  service text not null,
  libelle text not null,
  tenant jsonb not null,
  depuis timestamptz not null,
  note uuid,
  transmis integer not null
);

-- Presence : ephemere, ici et chez le pair ; personne n'y est en ligne apres deux minutes sans signe.
create table presence (
  matricule text primary key,
  nom text not null,
  qualite text not null,
  code text not null,
  service text not null,
  vu_a timestamptz not null,
  annonce_a timestamptz
);
create index presence_code on presence (code);

grant select, insert, update, delete on message_contenu, message_fichier, permanence_note, fil, fil_participant, message,
  message_lecture, message_lu, fil_verse, permanence, presence to ${application};
