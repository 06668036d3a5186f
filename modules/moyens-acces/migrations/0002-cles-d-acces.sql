-- Projection des flux `cle-acces/<empreinte>` : une cle d'acces (WebAuthn), enregistree apres une connexion forte.
create table cle_acces (
  id text primary key check (char_length(id) between 8 and 1400),
  porteur text not null,
  libelle text not null check (char_length(libelle) between 1 and 100),
  cle_publique bytea not null check (octet_length(cle_publique) between 32 and 2048),
  compteur bigint not null check (compteur >= 0),
  sauvegardee boolean not null,
  creee_a timestamptz not null,
  servie_a timestamptz,
  revoquee_a timestamptz
);
create index cle_acces_porteur on cle_acces (porteur, creee_a desc);

-- Codes de secours, a usage unique : leur empreinte seule. En creer remplace ceux qui restaient.
create table code_de_secours (
  porteur text not null,
  empreinte bytea not null check (octet_length(empreinte) = 32),
  cree_a timestamptz not null,
  utilise_a timestamptz,
  remplace_a timestamptz,
  primary key (porteur, empreinte)
);

grant select, insert on cle_acces, code_de_secours to ${application};
grant update (compteur, servie_a, revoquee_a) on cle_acces to ${application};
grant update (utilise_a, remplace_a) on code_de_secours to ${application};
