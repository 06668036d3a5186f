-- Texte lu d'une piece, derive de ses octets : il se refait. `objet` : JSON chiffre au magasin ; la piece n'est jamais modifiee.
create table texte_reconnu (
  empreinte text primary key,
  objet text not null,
  moteur text not null,
  lu_a timestamptz not null
);
grant select, insert on texte_reconnu to ${application};
