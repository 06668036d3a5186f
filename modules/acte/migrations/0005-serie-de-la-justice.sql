-- Series de numeros (decision 0045) : une juridiction qui statue sur une garde a vue avant la transmission ne connait pas
-- tous les numeros de l'unite ; ses actes prennent une serie a elle, a partir de 9001. Apres la transmission, tout se suit.
create function reserver_numero(le_dossier text, l_acte uuid, serie_propre boolean) returns integer language plpgsql volatile as $$
declare
  reserve integer;
  base integer := case when serie_propre then 9000 else 0 end;
  borne integer := case when serie_propre then 2147483646 else 9000 end;
begin
  perform pg_advisory_xact_lock(hashtextextended('dossier/' || le_dossier, 7206010));
  update brouillon set numero = 1 + greatest(
    base,
    (select coalesce(max(numero), 0) from piece where idj = le_dossier and numero between base and borne),
    (select coalesce(max(numero), 0) from brouillon where idj = le_dossier and numero between base and borne),
    (select coalesce(max((donnees ->> 'numero')::int), 0) from fait
      where flux = 'dossier/' || le_dossier and type = 'acte-abandonne' and (donnees ->> 'numero')::int between base and borne)
  ) where acte_id = l_acte returning numero into reserve;
  return reserve;
end $$;
