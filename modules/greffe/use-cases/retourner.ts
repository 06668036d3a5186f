import { horodate } from '@ppn/core';
import type { RemarqueDeRetour } from '@ppn/dossier';
import { refuser } from '@ppn/http';
import { motifsDeRetourEnVigueur } from '@ppn/nomenclature';
import type { PortsGreffe } from '../ports.ts';
import { juridictionDe } from './enregistrer.ts';
import { type GesteDuGreffe, traiterUneArrivee } from './traiter-une-arrivee.ts';
import { parDe } from './par.ts';

/** Rend la procedure a l'unite, raisons cochees : elle les lit dans la minute, chacune mene a l'endroit a reprendre. */
export async function retourner(
  ports: PortsGreffe,
  geste: GesteDuGreffe,
  remarques: readonly RemarqueDeRetour[],
): Promise<void> {
  const jour = horodate(ports.dossier.maintenant().toISOString()).slice(0, 10);
  const connus = new Set(motifsDeRetourEnVigueur(jour).map(({ code }) => code));
  const inconnu = remarques.find(({ motif, phrase }) => !connus.has(motif) || phrase.trim() === '');
  if (inconnu)
    throw refuser(
      422,
      'motif-inconnu',
      'Chaque raison de retour vient de la liste, et se dit en une phrase : corrigez celle qui manque.',
      { champs: [{ champ: 'remarques', phrase: `« ${inconnu.motif} » : raison inconnue ou sans phrase.` }] },
    );
  await traiterUneArrivee(ports, geste, async (_tx, etat) => ({
    type: 'procedure-retournee',
    donnees: {
      pli: geste.pli,
      juridiction: juridictionDe(etat),
      par: parDe(geste.agent),
      remarques: [...remarques],
    },
  }));
}

/** Met l'arrivee de cote ; elle reste au greffe, l'unite n'en sait rien. */
export async function mettreDeCote(ports: PortsGreffe, geste: GesteDuGreffe, motif: string): Promise<void> {
  await traiterUneArrivee(ports, geste, async () => ({
    type: 'arrivee-mise-de-cote',
    donnees: { pli: geste.pli, par: parDe(geste.agent), motif },
  }));
}
