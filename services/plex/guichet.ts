import { traiterLAnnuaire } from '@ppn/annuaire-externe';
import { RefusDOctets, repondreRefus } from '@ppn/large-files';
import type { TraiterAuGuichet, ZoneComposee } from '@ppn/service-socle/zone';
import { traiterLesPassages } from '@ppn/transfert';
import type { AccesDesExternes } from './acces.ts';

/** Le guichet de PLEX : seule PLINE y entre, et y vise des exterieurs. */
export function guichetDePlex({ ports, acces, journal }: ZoneComposee<AccesDesExternes>): TraiterAuGuichet {
  const traiter = traiterLesPassages({ ...ports, annuaire: acces.annuaires.exterieurs }, (message, erreur) =>
    journal.erreur('passage', message, { erreur: String(erreur) }),
  );
  const annuaire = traiterLAnnuaire(acces.dbAnnuaire, ports.maintenant, (message, erreur) =>
    journal.erreur('annuaire', message, { erreur: String(erreur) }),
  );
  return (service, demande, reponse) => {
    if (service === 'pline') return annuaire(demande, reponse) ? undefined : traiter(demande, reponse);
    repondreRefus(demande, reponse, new RefusDOctets(403, 'service-refuse', 'PLEX ne sert ici que PLINE.'));
  };
}
