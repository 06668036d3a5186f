-- Une confrontation se signe par tous : les personnes confrontees, et l'avocat qui assiste chacune.
alter table trace_de_signature drop constraint trace_de_signature_place_check;
alter table trace_de_signature add constraint trace_de_signature_place_check check (
  place in (
    'personne',
    'interprete',
    'avocat',
    'confronte-1',
    'avocat-confronte-1',
    'confronte-2',
    'avocat-confronte-2',
    'confronte-3',
    'avocat-confronte-3'
  )
);
