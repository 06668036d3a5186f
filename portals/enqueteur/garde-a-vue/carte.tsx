import { Alarmes, Bouton, CompteARebours, Frise, NonLus, RangeeDesDroits } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { LigneDeMesure } from './donnees.ts';
import { Marques, nomDe } from './identite.tsx';
import { acquitter, consigner, useMaFile } from './saisir.ts';
import { SuiteDeLaMesure } from './suite-de-la-mesure.tsx';

/** Evenements les plus frequents, consignes de la carte sans ouvrir la mesure. */
const RAPIDES = [
  { libelle: 'Repas', type: 'repas', donnees: { pris: true } },
  { libelle: 'Médecin requis', type: 'medecin-requis', donnees: { nom: '', circonstance: '' } },
  { libelle: 'Avocat arrivé', type: 'avocat-arrive', donnees: { nom: '' } },
] as const;

/** Une mesure en une carte dense : qui, combien de temps, ou en sont ses droits, ce qui alarme. */
export function CarteDeMesure({ ligne, nonLus }: { readonly ligne: LigneDeMesure; readonly nonLus: number }) {
  const file = useMaFile();
  const nom = nomDe(ligne.personne);
  const mesure = { id: ligne.id, zone: ligne.zone };
  return (
    <li className="carte-mesure">
      <div className="carte-tete">
        <div className="carte-qui">
          <Link to="/gardes-a-vue/$id" params={{ id: ligne.id }} className="carte-nom" data-rang="">
            {nom}
          </Link>
          <span className="petit discret">
            <span className="chiffres">{ligne.numero}</span> · {ligne.faits[0]?.qualification ?? ''}
            {ligne.faits.length > 1 ? ` (+${ligne.faits.length - 1})` : ''}
          </span>
        </div>
        {ligne.fin === null ? (
          <CompteARebours echeance={ligne.echeance} objet={`Garde à vue de ${nom}`} />
        ) : (
          <SuiteDeLaMesure ligne={ligne} nom={nom} />
        )}
      </div>
      {ligne.debut === null ? null : (
        <Frise debut={ligne.debut} echeance={ligne.echeance} fin={ligne.fin?.a ?? null} mince />
      )}
      <div className="rangee">
        <Marques ligne={ligne} />
        <NonLus nombre={nonLus} />
      </div>
      <Alarmes
        alarmes={ligne.alarmes}
        max={2}
        nommer={(id) => ligne.obligations.find((une) => une.id === id)?.libelle}
        surVu={(vues) => acquitter(file, ligne.id, vues)}
      />
      {ligne.fin === null ? (
        <div className="carte-pied">
          <RangeeDesDroits droits={ligne.obligations} />
          <div className="rangee carte-gestes">
            {RAPIDES.map(({ libelle, type, donnees }) => (
              <Bouton
                key={type}
                genre="discret"
                aria-label={`${libelle} : ${nom}`}
                onClick={() => consigner(file, mesure, { type, donnees, libelle: `${libelle}, ${nom}` })}
              >
                {libelle}
              </Bouton>
            ))}
          </div>
        </div>
      ) : null}
    </li>
  );
}
