-- Version occultee d'une piece, pour les copies : projection du dernier fait `piece-occultee`. L'original ne change pas.
create table occultation (
  idj text not null,
  piece uuid not null,
  -- Octets occultes : une piece qui en changerait attend une autre occultation.
  empreinte text not null,
  occultee text not null,
  taille bigint not null,
  pages integer not null,
  zones integer not null,
  faite_a timestamptz not null,
  primary key (idj, piece)
);
grant select, insert, update, delete on occultation to ${application};
