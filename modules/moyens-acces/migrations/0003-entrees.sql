-- Chaque entree, admise ou refusee : s'ajoute, ne change pas. `personne` : celle de l'annuaire, si elle est connue.
create table entree (
  a timestamptz not null,
  moyen text not null check (moyen in ('carte', 'cle-d-acces', 'code-de-secours', 'oidc')),
  personne text,
  adresse text not null,
  issue text not null,
  detail text not null
);
create index entree_personne on entree (personne, a desc);

grant select, insert on entree to ${application};
