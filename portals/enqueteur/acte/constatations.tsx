import { BoutonIcone, Bouton, ChampZone, taille } from '@ppn/kit';
import { ArrowDown, ArrowUp, FileText, ImagePlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Fichier, Vue } from '../application/types.ts';
import { useDepots } from '../dossier/depots.tsx';
import { ChampLong, ChoixDesFaits, TempsEtLieu } from './champs-communs.tsx';
import { photographiesDe } from './contenu.ts';
import type { Photographie } from './contenu.ts';
import { useFormulaire } from './redaction.ts';

/** Constatations et leurs photographies : originaux gardes, reductions imprimees, legendes au clavier. */
export const Constatations = ({ vue }: { readonly vue: Vue }) => (
  <>
    <TempsEtLieu />
    <ChoixDesFaits vue={vue} legende="Faits" />
    <ChampLong champ="constatations" libelle="Constatations" lignes={12} />
    <Photographies vue={vue} />
  </>
);

function Photographies({ vue }: { readonly vue: Vue }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const { acteId } = etat.servie;
  const depots = useDepots();
  const choisir = useRef<HTMLInputElement>(null);
  const retirees = useRef<ReadonlySet<string>>(new Set());
  const photos = photographiesDe(etat.contenu);
  const deposes = vue.fichiers.filter((fichier) => fichier.acteId === acteId);

  // Un fichier depose pour cet acte y entre de lui-meme, meme si le navigateur a ete tue pendant l'envoi.
  useEffect(() => {
    const nouveaux = deposes.filter(
      ({ id }) => !photos.some(({ fichier }) => fichier === id) && !retirees.current.has(id),
    );
    if (nouveaux.length > 0)
      ecrire('photographies', [...photos, ...nouveaux.map(({ id }) => ({ fichier: id, legende: '' }))]);
  }, [deposes, photos, ecrire]);

  const retirer = async (id: string): Promise<void> => {
    retirees.current = new Set([...retirees.current, id]);
    ecrire(
      'photographies',
      photos.filter(({ fichier }) => fichier !== id),
    );
    await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj: vue.idj, id });
    invalider({ genre: 'dossier', idj: vue.idj });
  };
  const deplacer = (rang: number, pas: number): void => {
    const suite = [...photos];
    const [prise] = suite.splice(rang, 1);
    if (prise === undefined) return;
    suite.splice(rang + pas, 0, prise);
    ecrire('photographies', suite);
  };
  return (
    <fieldset id="champ-photographies" tabIndex={-1} className="pile">
      <legend>
        Photographies <span className="discret petit">{photos.length}</span>
      </legend>
      {photos.length === 0 ? null : (
        <ol className="photos">
          {photos.map((photo, rang) => (
            <li key={photo.fichier} className="photo">
              <UnePhoto
                vue={vue}
                photo={photo}
                rang={rang}
                fichier={vue.fichiers.find(({ id }) => id === photo.fichier)}
                surLegende={(legende) =>
                  ecrire(
                    'photographies',
                    photos.map((une) => (une === photo ? { ...une, legende } : une)),
                  )
                }
              />
              <div className="rangee">
                <BoutonIcone
                  libelle={`Monter la photographie ${rang + 1}`}
                  hidden={rang === 0}
                  onClick={() => deplacer(rang, -1)}
                >
                  <ArrowUp size={16} aria-hidden="true" />
                </BoutonIcone>
                <BoutonIcone
                  libelle={`Descendre la photographie ${rang + 1}`}
                  hidden={rang === photos.length - 1}
                  onClick={() => deplacer(rang, 1)}
                >
                  <ArrowDown size={16} aria-hidden="true" />
                </BoutonIcone>
                <BoutonIcone
                  libelle={`Retirer la photographie ${rang + 1}`}
                  onClick={() => void retirer(photo.fichier)}
                >
                  <X size={16} aria-hidden="true" />
                </BoutonIcone>
              </div>
            </li>
          ))}
        </ol>
      )}
      {erreur('photographies') === undefined ? null : (
        <p className="champ-erreur">{erreur('photographies')}</p>
      )}
      <Avertissements fichiers={deposes} />
      <div className="zone-depot">
        <p>
          Déposez les photographies n’importe où sur cette page, ou collez-les. Les originaux ne sont jamais
          dégradés.
        </p>
        <Bouton icone={<ImagePlus size={16} aria-hidden="true" />} onClick={() => choisir.current?.click()}>
          Choisir des fichiers
        </Bouton>
        <input
          ref={choisir}
          type="file"
          multiple
          hidden
          aria-label="Choisir des fichiers à joindre"
          onChange={(evenement) => {
            depots.deposer([...(evenement.target.files ?? [])], acteId);
            evenement.target.value = '';
          }}
        />
      </div>
    </fieldset>
  );
}

/** Ce que l'examen des fichiers a signale, une ligne par phrase. */
function Avertissements({ fichiers }: { readonly fichiers: readonly Fichier[] }) {
  const parPhrase = Map.groupBy(
    fichiers.flatMap(({ nom, avertissements }) => avertissements.map(({ phrase }) => ({ nom, phrase }))),
    ({ phrase }) => phrase,
  );
  if (parPhrase.size === 0) return null;
  return (
    <ul className="petit discret">
      {[...parPhrase].map(([phrase, touches]) => (
        <li key={phrase}>
          {touches.length === fichiers.length ? '' : `${touches.map(({ nom }) => nom).join(', ')} : `}
          {phrase}
        </li>
      ))}
    </ul>
  );
}

function UnePhoto({
  vue,
  photo,
  rang,
  fichier,
  surLegende,
}: {
  readonly vue: Vue;
  readonly photo: Photographie;
  readonly rang: number;
  readonly fichier: Fichier | undefined;
  readonly surLegende: (legende: string) => void;
}) {
  const adresse = (grand: boolean): string =>
    client.adresse('GET /api/dossiers/:idj/pieces/:id/vignette', {
      idj: vue.idj,
      id: photo.fichier,
      requete: grand ? { grand: '1' } : {},
    });
  return (
    <>
      <a className="photo-image" href={adresse(true)} target="_blank" rel="noreferrer" title={fichier?.nom}>
        {fichier?.vignette === true ? (
          <img src={adresse(false)} alt={`Photographie ${rang + 1}, ${fichier.nom}`} loading="lazy" />
        ) : (
          <FileText size={32} aria-label={`Fichier ${fichier?.nom ?? 'absent du dossier'}`} />
        )}
      </a>
      <ChampZone libelle={`Légende ${rang + 1}`} rows={2} value={photo.legende} surSaisie={surLegende} />
      <span className="petit discret">
        {fichier === undefined ? 'fichier absent du dossier' : `${fichier.nom}, ${taille(fichier.taille)}`}
      </span>
    </>
  );
}
