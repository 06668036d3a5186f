-- Une entree redite autrement, sous le meme identifiant (un acte qui la constate) : gardee a cote, jamais a la place.
create table mesure_redite (
  mesure uuid not null,
  rang integer not null,
  id uuid not null,
  entree jsonb not null,
  primary key (mesure, rang)
);

grant select, insert, update, delete on mesure_redite to ${application};
