-- Courriels ecrits avec ce qui les cause, dans la meme transaction ; ils partent ensuite. `cle` : le meme ne part qu'une fois.
create table courriel_en_file (
  cle text primary key check (char_length(cle) between 1 and 200),
  a text[] not null check (cardinality(a) > 0),
  sujet text not null,
  texte text not null,
  etat text not null default 'a-envoyer' check (etat in ('a-envoyer', 'parti', 'refuse')),
  essais integer not null default 0,
  prochain_a timestamptz not null,
  cree_a timestamptz not null
);
create index courriel_en_file_prochain on courriel_en_file (prochain_a) where etat = 'a-envoyer';

grant select, insert on courriel_en_file to ${application};
grant update (etat, essais, prochain_a) on courriel_en_file to ${application};
