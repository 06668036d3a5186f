-- Depot en preparation : travail en cours de l'expediteur, jusqu'au depot. `jour` : celui de la cle de ses fichiers.
create table depot_en_preparation (
  id uuid primary key,
  auteur text not null,
  demande jsonb not null,
  jour date not null,
  cree_a timestamptz not null
);
create index depot_en_preparation_auteur on depot_en_preparation (auteur, cree_a);

-- Projections des flux `depot/<id>` : refaites depuis les faits.
create table depot (
  id uuid primary key,
  zone text not null,
  etat text not null check (etat in ('disponible', 'retire', 'expire')),
  objet text not null,
  idj text,
  nature text not null,
  droits text not null,
  expediteur text not null,
  expediteur_nom text not null,
  fichiers integer not null,
  octets bigint not null,
  depose_a timestamptz not null,
  echeance date not null,
  fin_prevue timestamptz not null,
  fin_a timestamptz,
  efface boolean not null,
  recepisses_dus integer not null,
  version integer not null
);
create index depot_expediteur on depot (expediteur, depose_a desc);
create index depot_a_expirer on depot (fin_prevue) where etat = 'disponible';
create index depot_a_effacer on depot (echeance) where not efface;
create index depot_a_sceller on depot (id) where recepisses_dus > 0;

create table depot_destinataire (
  depot uuid not null references depot (id) on delete cascade,
  destinataire text not null,
  nom text not null,
  avise_a timestamptz,
  refus text,
  ouvert_a timestamptz,
  remis integer not null,
  primary key (depot, destinataire)
);
create index depot_destinataire_personne on depot_destinataire (destinataire);

-- Octets deja sortis, par plages : travail en cours, le fait n'est ecrit qu'au dernier.
create table depot_livraison (
  depot uuid not null,
  destinataire text not null,
  fichier text not null,
  mode text not null check (mode in ('consulter', 'telecharger')),
  plages jsonb not null,
  octets bigint not null,
  primary key (depot, destinataire, fichier, mode)
);

-- File des avis par courriel, ecrite avec le fait qui les demande.
create table depot_courrier (
  id bigint primary key generated always as identity,
  depot uuid not null,
  destinataire text not null,
  genre text not null,
  cle text not null,
  courriel text not null,
  etat text not null default 'a-envoyer' check (etat in ('a-envoyer', 'parti', 'refuse')),
  essais integer not null default 0,
  prochain_a timestamptz not null,
  cree_a timestamptz not null,
  unique (depot, destinataire, cle)
);
create index depot_courrier_a_envoyer on depot_courrier (prochain_a) where etat = 'a-envoyer';

grant select, insert, update, delete on depot_en_preparation, depot, depot_destinataire, depot_livraison to ${application};
grant select, insert on depot_courrier to ${application};
grant update (etat, essais, prochain_a) on depot_courrier to ${application};
