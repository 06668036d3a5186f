-- Projection des flux `jeton/<id>` : un acces d'API donne par une personne a son logiciel. Le secret n'est connu que de lui.
create table jeton_api (
  id uuid primary key,
  porteur text not null,
  libelle text not null check (char_length(libelle) between 1 and 100),
  empreinte bytea not null unique check (octet_length(empreinte) = 32),
  portees text[] not null check (cardinality(portees) between 1 and 3),
  cree_a timestamptz not null,
  expire_a timestamptz not null check (expire_a > cree_a),
  revoque_a timestamptz
);
create index jeton_api_porteur on jeton_api (porteur, cree_a desc);

-- Chaque usage d'un jeton, refuse ou non : s'ajoute, ne change pas.
create table jeton_usage (
  jeton uuid not null references jeton_api (id),
  a timestamptz not null,
  methode text not null,
  chemin text not null,
  adresse text not null,
  admis boolean not null
);
create index jeton_usage_jeton on jeton_usage (jeton, a desc);

grant select, insert on jeton_api, jeton_usage to ${application};
grant update (revoque_a) on jeton_api to ${application};
